#include "studio.inc"
Colours("e9e3d6","a06a3c","2b2622")
// two jars with wooden lids
#macro Jar(R,H,C) union { object { RCyl(0,H,R,0.7) Glaze(C) } torus { R-0.1,0.12 translate y*(H*0.86) Glaze(C*0.9) } object { RCyl(H,H+1.9,R+0.15,0.35) Wood(CAccent) } union { cylinder { y*(H+1.6),y*(H+2.8),0.6 } sphere { 0,1 scale <1.25,0.9,1.25> translate y*(H+3.3) } Wood(CAccent) } } #end
#declare Obj = union {
  object { Jar(5.4,14,CMain) } WrapText(Word(L1,"flour"),1.35,5.4,6.6) object { Jar(4.4,9.4,CMain) translate <9.6,0,-4.4> } object { WrapText(Word(L2,"salt"),1.15,4.4,4.2) translate <9.6,0,-4.4> } Matte(CThird) }
#declare BLo=<-5.4,0,-8.8>; #declare BHi=<14,18,5.4>;
Stage(Obj,-16,28,1.18)
