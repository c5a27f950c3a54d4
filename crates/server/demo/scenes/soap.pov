#include "studio.inc"
Colours("c9b7d8","a8bfa0","e7cdb8")
#macro Bar(C,S) union {
   superellipsoid { <0.28,0.28> scale <4.2,1.35,2.9> texture { pigment { bozo turbulence 1 scale 2.5 color_map { [0 C*0.94][0.5 C][1 C*1.04] } } finish { diffuse 0.82 specular 0.14 roughness 0.06 } } }
   difference { object { Txt(S,0.9,1) rotate x*90 translate <0,2.0,-0.35> } box { <-9,-9,-9>,<9,1.31,9> } box { <-9,1.38,-9>,<9,9,9> } Matte(C*0.55) } translate y*1.35 } #end
#declare Obj = union {
  union { #local I=0; #while (I<5) object { RBox(<-6.6,0.9,-3.9+I*1.6>,<6.6,1.7,-2.5+I*1.6>,0.15) } #local I=I+1; #end object { RBox(<-5.6,0,-3.9>,<-4.4,1.0,3.9>,0.12) } object { RBox(<4.4,0,-3.9>,<5.6,1.0,3.9>,0.12) } Wood(COak) rotate y*0 }
  object { Bar(CMain,Word(L1,"lavender")) rotate y*5 translate <0,1.7,0> }
  object { Bar(CAccent,Word(L2,"sage")) rotate y*-12 translate <0.3,4.4,0.1> }
  object { Bar(CThird,Word(L3,"oat")) rotate x*-2 rotate y*24 translate <-0.1,7.1,-0.1> }
}
Stage(Obj,-28,30,1.12)
