"""Filters and tags every template may use: numbers, dates, icons."""

from django import template

register = template.Library()
