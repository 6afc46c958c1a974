"""What runs inside a box. There it is a package of its own, `inside`: nothing else of the grader is visible."""
