"""Reading a folder of YAML files into the forum: checked whole, then changed at once."""
