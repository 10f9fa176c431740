"""What phones talk to: the pages, the requests, the limits, on a thread of its own."""
