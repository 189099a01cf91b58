class Engine:
    def __init__(self, bench, encrypted): self.name="engine"
    def missing(self): return "x"
class Swarm: pass
class Hashing: pass
