"""QTI 1.2: questions as XML (IMS QTI ASI 1.2.1), in two dialects, and read back.

What a cartridge embeds is kept to the profile of Common Cartridge, which is what readers agree on: one `section`, `response_lid` with
choices or `response_str` with a blank, conditions of `varequal`, `and`, `not` and `other`, and one variable, SCORE, which one condition
sets to 100 (`ccv1p1_qtiasiv1p2p1_v1p0.xsd`). The rest is what Canvas writes and reads beyond it (`lib/cc/qti/qti_items.rb`). Where the
standard leaves a choice, the files that read it have made it: Moodle 4.5's `backup/cc/entity11.quiz.class.php`, and Canvas's converter to
QTI 2.1 (`QTIMigrationTool/lib/imsqtiv1.py`) with what reads its output (`gems/plugins/qti_exporter/lib/qti`).
"""
