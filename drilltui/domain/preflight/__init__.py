"""What is judged before a drill is sent: facts in, findings out. Pure."""
