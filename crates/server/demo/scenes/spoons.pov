#include "studio.inc"
Colours("d9c2a7","a86f42","d6b484")
// a crock of wooden spoons
#macro Spoon(C,L,W) union { cone { 0,0.55,y*L,0.75 } difference { sphere { 0,1 scale <W,W*1.35,0.8> } sphere { 0,1 scale <W*0.82,W*1.12,0.7> translate -z*0.45 } translate y*(L+W) } Wood(C) } #end
#declare TB = Stoneware(CMain*0.8)
#declare TG = Glaze(CMain)
#declare WoodRot=<90,0,0>;
#declare Obj = union {
  difference { lathe { cubic_spline 11 <0,0>,<0,0>,<5.4,0>,<6.1,0.6>,<6.6,4>,<6.6,9>,<6.3,13>,<6.5,14>,<6.2,14.4>,<0,14.4>,<0,14.5> sturm } cylinder { y*1,y*20,5.7 } texture { gradient y texture_map { [0.3 TB][0.302 TG] } scale 15 } }
  torus { 5.95,0.3 translate y*14.2 Glaze(CMain) }
  object { Spoon(CAccent,22,2.7) rotate <-6,20,-13> translate <1.2,1,1> } object { Spoon(CThird,24,2.3) rotate <8,-30,10> translate <-1,1,0> }
  object { Spoon(CAccent*0.7,20,3.0) rotate <-14,0,3> translate <0,1,-1> }
  union { cone { 0,0.6,y*20,0.7 } object { RBox(<-2.6,19,-0.35>,<2.6,28,0.35>,0.3) } Wood(CThird) rotate <4,35,-24> translate <2,1,2> }
  union { cone { 0,0.6,y*21,0.7 } object { RBox(<-2.3,20,-0.35>,<2.3,28,0.35>,0.3) } Wood(CAccent) rotate <6,10,20> translate <-2,1,1> } }
#declare BLo=<-11,0,-7>; #declare BHi=<12,30,7>;
Stage(Obj,-14,30,1.25)
