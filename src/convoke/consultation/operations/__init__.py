"""The only ways to change a questionnaire, a response and what is made of them."""
