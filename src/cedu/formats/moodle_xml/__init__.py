"""Moodle XML (`question/format/xml/format.php`, and what question types add to it): how items are written, and what is lost."""
