"""The styles of reports in Word format, and the script that makes them."""
