"""The readiness report and the question sheet as plain data, one function for each part. Templates give them looks."""
