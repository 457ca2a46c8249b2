	all:
	true
