"""What a class takes home: the report of a lesson, and the teacher's printable pages."""
