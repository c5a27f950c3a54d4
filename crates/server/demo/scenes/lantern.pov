#include "studio.inc"
Colours("a9492b","d8bd8c","f6dfa8")
#declare HS = spline { natural_spline 0,<-6.4,15,0> 0.25,<-7,24,0> 0.5,<0,29.5,0> 0.75,<7,24,0> 1,<6.4,15,0> }
#declare Obj = union {
  object { RCyl(0,3.6,6.4,0.9) Satin(CMain) } object { RCyl(3.4,4.6,5.2,0.4) Brushed(CAccent) }
  object { RCyl(4.5,14.5,4.5,1.6) texture { pigment { gradient y color_map { [0 CThird*0.8][0.5 CThird][1 CThird*0.85] } scale 10 translate y*4.5 } finish { diffuse 0.6 emission 0.3 specular 0.5 roughness 0.005 reflection { 0.04,0.4 falloff 3 } } } }
  #local I=0; #while (I<6) cylinder { <5.2,4.4,0>,<5.2,14.8,0>,0.28 rotate y*(30+60*I) Brushed(CAccent) } #local I=I+1; #end torus { 5.2,0.3 translate y*9.6 Brushed(CAccent) }
  object { RCyl(14.4,15.6,5.6,0.4) Satin(CMain) } lathe { cubic_spline 9 <5.4,15.6>,<5.4,15.6>,<4.4,17.2>,<2.8,18.4>,<2.4,20>,<1.6,20.8>,<0,21>,<0,21>,<0,21> sturm Satin(CMain) }
  object { Tube(HS,0,1,40,0.38,0.38) Brushed(CAccent) } cylinder { <-3,29.4,0>,<3,29.4,0>,0.9 Wood(COak) } }
#declare BLo=<-7,0,-6.5>; #declare BHi=<7,30.4,6.5>;
Stage(Obj,-16,28,1.2)
