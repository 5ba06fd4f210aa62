"""The files between the stages: what one stage writes and the next one reads.

Only these modules are shared by stages; a stage never imports another stage.
"""
