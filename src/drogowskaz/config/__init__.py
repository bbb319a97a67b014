"""The one place that knows all areas: settings, addresses, menu, gates, the command line."""
