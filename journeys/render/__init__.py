"""Turns a journey document into pictures and files. Knows neither the database nor Flask."""
