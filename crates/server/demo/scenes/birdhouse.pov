#include "studio.inc"
Colours("4f7f86","d6b484","b9563b")
#declare WoodRot=<90,0,0>;
#declare Obj = union {
  difference { union { object { RBox(<-7,0,-6.5>,<7,15,6.5>,0.25) } prism { linear_spline -6.5,6.5,4,<-7,14.8>,<7,14.8>,<0,21.6>,<-7,14.8> rotate x*-90 } } cylinder { <0,13,-9>,<0,13,-2>,2.1 } Satin(CMain) }
  cylinder { <0,13,-4>,<0,13,-2>,2.2 Matte(CBlack) } torus { 2.25,0.28 rotate x*90 translate <0,13,-6.55> Satin(CThird) }
  union { cylinder { <0,9,-6>,<0,9,-10>,0.55 } sphere { <0,9,-10>,0.55 } Wood(CAccent) }
  union { object { RBox(<-0.4,-0.5,-8.6>,<12.4,0.7,8.2>,0.25) rotate z*-44.5 translate <-0.3,22.4,0> } object { RBox(<-12.4,-0.5,-8.6>,<0.4,0.7,8.2>,0.25) rotate z*44.5 translate <0.3,22.4,0> } Wood(CAccent) }
  object { RBox(<-8.2,-1.2,-8>,<8.2,0.1,7.4>,0.3) Wood(CAccent) } union { box { <-6,3,-6.62>,<-2.6,6,-6.4> } box { <2.6,3,-6.62>,<6,6,-6.4> } Satin(CThird) }
  translate y*1.2 }
#declare BLo=<-9.5,0,-10.5>; #declare BHi=<9.5,24.4,8.2>;
Stage(Obj,-26,30,1.22)
