"""One session: deal, watch, judge, spot, reveal, summary, and the checks made of the same rounds."""
