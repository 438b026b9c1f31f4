"""drilltui: disaster-recovery drills on Huawei Cloud SDRS (BRS), in a terminal."""
