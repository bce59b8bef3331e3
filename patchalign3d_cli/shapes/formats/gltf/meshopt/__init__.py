"""The compression of EXT_meshopt_compression and KHR_meshopt_compression, unpacked.

Own code: the formats are specified to the bit in the extensions, and the packages that wrap the
original need a compiler on most machines.
"""
