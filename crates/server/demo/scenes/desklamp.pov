#include "studio.inc"
Colours("4f6f5f","d8bd8c","efe6d6")
#declare A0=<-6,2,0>; #declare A1=<-12,25,0>; #declare A2=<11,40,0>;
#declare Obj = union {
  object { RCyl(0,1.9,9,0.6) translate x*-6 Satin(CMain) } union { cylinder { A0,A1,0.75 } cylinder { A1,A2,0.7 } Brushed(CAccent) }
  union { sphere { A1,1.5 } sphere { A0,1.5 } sphere { A2,1.4 } Brushed(CAccent) }
  union { difference { cone { 0,2.2,<0,-10,0>,9.2 } cone { <0,-0.9,0>,1.8,<0,-10.5,0>,9.0 } Satin(CMain) } object { RCyl(-1,3.4,2.3,0.6) Satin(CMain) } sphere { <0,-6,0>,3.1 texture { pigment { color CThird } finish { diffuse 0.7 emission 0.35 } } } rotate z*24 translate A2 } }
#declare BLo=<-15,0,-9>; #declare BHi=<23,45,9>;
Stage(Obj,-14,30,1.16)
