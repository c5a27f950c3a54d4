#include "studio.inc"
Colours("2c3e70","2b2b2d","e9dfcb")
// an ink bottle and a fountain pen
#declare Obj = union {
  object { RSlab(<-3.6,0,-3.6>,<3.6,4.6,3.6>,1.1,0.4) texture { pigment { color CMain } finish { diffuse 0.45 emission CMain*0.08 specular 0.6 roughness 0.004 reflection { 0.08,0.5 falloff 2.5 } } } }
  object { RCyl(4.4,5.4,2.0,0.2) Gloss(CMain) } object { RCyl(5.2,7.2,2.35,0.25) Satin(CAccent) }
  box { <-2.5,0.9,-3.64>,<2.5,3.7,-3.58> Kraft(CThird) } union { object { Txt(Word(L1,"INK"),0.9,0.05) translate <0,2.2,-3.69> } object { Txt(Word(L2,"50 ml"),0.4,0.05) translate <0,1.3,-3.69> } Matte(CMain) }
  union { cylinder { 0,x*8,0.62 Gloss(CAccent) } sphere { 0,0.62 Gloss(CAccent) } cylinder { x*7.8,x*8.3,0.65 Metal(CBrass) } cone { x*8.3,0.55,x*11,0.42 Gloss(CAccent) }
    union { cone { x*11,0.42,x*13.4,0.02 } scale <1,0.45,1> Metal(CBrass) } translate <-9,0.62,0> rotate y*14 translate <1,0,-7.4> }
  union { cylinder { 0,x*6.4,0.75 } sphere { x*6.4,0.75 } Gloss(CAccent) translate <0,0.75,0> rotate y*-48 translate <6.2,0,-6> } union { cylinder { 0,x*0.5,0.78 } Metal(CBrass) translate <0,0.75,0> rotate y*-48 translate <6.2,0,-6> } }
#declare Elev1=24; #declare Elev2=42; #declare BLo=<-8.5,0,-10>; #declare BHi=<9.5,7.2,3.6>;
Stage(Obj,-14,28,1.2)
