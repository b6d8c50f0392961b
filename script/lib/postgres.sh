# shellcheck shell=sh
# A throw-away PostgreSQL: initialised in a folder of its own, on a free port of the loopback, gone at the end.
# Clusters that exist are never touched. Sourced after bootstrap.sh.
#
#   start_postgres          # sets and exports DATABASE_URL
#   stop_postgres

postgres_folder=''

postgres_programs() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }

as_postgres() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"
    else
        "$@"
    fi
}

start_postgres() {
    if [ -z "$(postgres_programs)" ]; then
        # No cluster of Debian's own is wanted here, only the programs.
        if [ "$(id -u)" = 0 ] && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
            mkdir -p /etc/postgresql-common
            echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
        fi
        install_debian "PostgreSQL manque pour les essais" postgresql
    fi
    programs=$(postgres_programs)
    postgres_folder=$(mktemp -d)
    [ "$(id -u)" = 0 ] && chown postgres: "$postgres_folder"
    (
        cd "$postgres_folder"
        as_postgres "$programs/initdb" --pgdata="$postgres_folder/data" --username=essaim --auth=trust \
            --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$postgres_folder/initdb.log" 2>&1
    ) || fail "PostgreSQL n'a pas pu être préparé. Détail : $postgres_folder/initdb.log"
    port=$("$PYTHON" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    (
        cd "$postgres_folder"
        as_postgres "$programs/pg_ctl" start --wait --silent --pgdata="$postgres_folder/data" \
            --log="$postgres_folder/data/server.log" \
            --options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$postgres_folder -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    ) || fail "PostgreSQL n'a pas démarré. Détail : $postgres_folder/data/server.log"
    DATABASE_URL=postgres://essaim@127.0.0.1:$port/postgres
    export DATABASE_URL
}

stop_postgres() {
    [ -n "$postgres_folder" ] || return 0
    (cd / && as_postgres "$(postgres_programs)/pg_ctl" stop --silent --mode=immediate --pgdata="$postgres_folder/data") || :
    rm -rf "$postgres_folder"
    postgres_folder=''
    unset DATABASE_URL
}
