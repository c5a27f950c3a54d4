#include "studio.inc"
Colours("7a3b3f","e9dfcb","c9a24a")
// a folded scarf: two long layers over each other, stripes near the fringe; Shape 1: napkins, without fringe
#macro Fold(W,D,H,Sd) superellipsoid { <0.16,0.6> rotate x*90 scale <W/2,H*0.52,D/2> } #end
#declare T = texture { pigment { gradient x color_map { [0 CMain][0.70 CMain][0.70 CAccent][0.76 CAccent][0.76 CMain][0.80 CMain][0.80 CThird][0.84 CThird][0.84 CMain][0.88 CMain][0.88 CAccent][0.94 CAccent][0.94 CMain][1 CMain] } scale 40 translate -x*20 }
  normal { average normal_map { [1 gradient x 0.5 sine_wave scale 0.5][1 gradient z 0.5 sine_wave scale 0.5][1 bumps 0.6 scale 0.5] } } finish { diffuse 0.88 } }
#declare Obj = union {
  #local I=0; #while (I<(Shape=1?6:4)) superellipsoid { <0.14,0.5> rotate x*90 scale <(Shape=1?12:18)-0.15*mod(I*7,3),(Shape=1?0.75:1.5),(Shape=1?11:9)-0.2*mod(I*5,3)> rotate y*(1.5*mod(I*5,3)-1.5) translate y*((Shape=1?0.7:1.4)+(Shape=1?1.35:2.7)*I) texture { T } } #local I=I+1; #end
  #if (Shape=0) union { #local R_=seed(4); #local I=0; #while (I<26) #local Z=-8+16*I/25; cone { <17.4,9.6,Z>,0.34,<19.2+rand(R_),4.6-rand(R_),Z+(rand(R_)-0.5)*0.9>,0.24 } sphere { <17.5,9.5,Z>,0.5 } #local I=I+1; #end Fabric(CMain,0.5) } #end
}
#declare Elev1=24; #declare Elev2=44;
Stage(Obj,24,-38,1.2)
