"""The teacher's handouts: class test, homework, letter to parents and map to published competences."""
