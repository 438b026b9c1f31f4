"""drilltui: disaster-recovery drills on Huawei Cloud SDRS (BRS), in a terminal."""

__version__ = "0.1.0"
