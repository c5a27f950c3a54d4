#include "studio.inc"
Colours("8fa091","efe6d6","c98f7a")
// two folded, one rolled; a stripe woven in
#macro Towel(C,W,D,H) superellipsoid { <0.2,0.55> rotate x*90 scale <W,H,D> texture { pigment { gradient x color_map { [0 C][0.84 C][0.84 CAccent][0.87 CAccent][0.87 C][0.89 C][0.89 CAccent][0.9 CAccent][0.9 C][1 C] } scale W*2 translate -x*W } normal { bumps 0.35 scale 0.5 } finish { diffuse 0.9 } } } #end
#declare Obj = union {
  object { Towel(CMain,19,13,2.2) translate y*2.2 } object { Towel(CMain,18.8,12.8,2.1) translate y*6.3 } object { Towel(CThird,18.4,12.5,2.1) rotate y*2 translate y*10.3 } object { Towel(CThird,18.2,12.3,2.0) rotate y*2 translate y*14.2 }
  union { #local I=0; #while (I<40) #local A=I*0.42; #local R=0.9+I*0.105; cylinder { <-10,R*sin(A),R*cos(A)>,<10,R*sin(A),R*cos(A)>,0.95 } #local I=I+1; #end cylinder { -x*9.6,x*9.6,4.2 } texture { pigment { color CAccent } normal { bumps 0.35 scale 0.5 } finish { diffuse 0.9 } } rotate y*14 translate <-1,21,0> } }
#declare BLo=<-19,0,-13>; #declare BHi=<19,26,13>;
Stage(Obj,-28,32,1.24)
