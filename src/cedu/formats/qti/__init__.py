"""QTI 2.1 and 3.0: what is written and read is built once, in 2.1's names, and becomes 3.0 or comes from it in `names`.

IMS QTI ASI Information Model 2.1 and 3.0; IMS Content Packaging 1.2.
"""
