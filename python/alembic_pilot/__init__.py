"""Makes an unmodified env.py run commands, answer queries and stop, and reports what happens."""
