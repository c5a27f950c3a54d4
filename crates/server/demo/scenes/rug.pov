#include "studio.inc"
Colours("a9573c","e9dfcb","34506b")
// flat on the floor; Shape 1: a doormat of coir with stripes
#declare Ps = (Shape=1 ? 1 : 0);
#declare Obj = union {
  #if (Ps=0)
    object { RBox(<-40,0,-26>,<40,1.2,26>,0.5) texture { pigment { gradient x triangle_wave color_map { [0 CMain][0.10 CMain][0.10 CAccent][0.16 CAccent][0.16 CThird][0.30 CThird][0.30 CAccent][0.34 CAccent][0.34 CMain][0.62 CMain][0.62 CAccent][0.66 CAccent][0.66 CThird][0.74 CThird][0.74 CAccent][0.80 CAccent][0.80 CMain][1 CMain] } scale 80 translate -x*40 warp { repeat z*4 flip z } rotate y*0 }
      normal { average normal_map { [1 gradient z 0.8 sine_wave scale 0.9][1 bumps 0.5 scale 0.6] } } finish { diffuse 0.88 } } }
    intersection { union { #local I=-2; #while (I<3) box { <-4.6,1.1,-4.6>,<4.6,1.35,4.6> rotate y*45 translate x*I*14.5 } #local I=I+1; #end } box { <-39,0,-26>,<39,2,26> } Fabric(CAccent,0.8) }
    intersection { union { #local I=-2; #while (I<3) box { <-2.6,1.2,-2.6>,<2.6,1.5,2.6> rotate y*45 translate x*I*14.5 } #local I=I+1; #end } box { <-39,0,-26>,<39,2,26> } Fabric(CThird,0.8) }
    union { #local R_=seed(8); #local I=0; #while (I<44) #local Z=-25.4+50.8*I/43; #local S=0; #while (S<2) cone { <(S?39.6:-39.6),0.6,Z>,0.45,<(S?45:-45)+rand(R_),0.35,Z+rand(R_)-0.5>,0.3 } #local S=S+1; #end #local I=I+1; #end Fabric(CAccent,0.5) }
  #else
    object { RBox(<-36,0,-22>,<36,2,22>,0.6) texture { pigment { gradient z triangle_wave color_map { [0 CMain][0.62 CMain][0.62 CThird][0.78 CThird][0.78 CMain][0.86 CMain][0.86 CThird][0.9 CThird][0.9 CMain][1 CMain] } scale 44 translate -z*22 } normal { bumps 0.9 scale 0.35 } finish { diffuse 0.88 } } }
  #end }
#declare BLo=<-45,0,-26>; #declare BHi=<45,2,26>; #declare Elev1=36; #declare Elev2=52;
Stage(Obj,-24,34,1.3)
