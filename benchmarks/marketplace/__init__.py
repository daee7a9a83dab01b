"""What the scheduler of the marketplace does with instances from real fairs and with fairs of our own."""
