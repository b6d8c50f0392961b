"""Read an address of the web that somebody typed, without ever being led inside our own network.

``client.fetch`` is the only way Essaim calls an address it was given. The rules, in order: http or https alone; one
resolution, whose every answer must be public; the connection goes to that very answer, so that a name changing its
mind between the check and the call (DNS rebinding) changes nothing; a redirection is checked like a first address; a
size and a time that nobody passes; what comes back is known by its content, never by what it says it is.
"""
