#include "studio.inc"
Colours("b5793f","4a2f20","e9dfcb")
#declare B2 = union { cylinder { <0,0,-1>,<0,0,1>,11.4 } cylinder { <0,15.4,-1>,<0,15.4,1>,8.4 } prism { linear_spline -1,1,5,<-10,5.5>,<-7.4,11.5>,<7.4,11.5>,<10,5.5>,<-10,5.5> rotate x*-90 } }
#declare WoodRot=<90,0,0>;
#declare Obj = union {
  difference { union { object { B2 scale <1,1,3> } } union { cylinder { <-13.6,9.6,-5>,<-13.6,9.6,5>,5.2 } cylinder { <13.6,9.6,-5>,<13.6,9.6,5>,5.2 } } cylinder { <0,11,-5>,<0,11,-1>,3.5 } Wood(CMain) }
  union { torus { 3.9,0.35 rotate x*90 translate <0,11,-3> } object { RBox(<-4.4,-4.6,-3.9>,<4.4,-3.2,-2.9>,0.2) } Satin(CAccent) } cylinder { <0,11,-1.2>,<0,11,-1>,3.5 Matte(CBlack) }
  object { RBox(<-2.1,20,-2.6>,<2.1,47,-0.8>,0.4) Wood(CMain*0.8) } object { RBox(<-2.2,13.5,-3.6>,<2.2,47,-2.5>,0.25) Satin(CAccent) }
  #local I=0; #while (I<11) box { <-2.2,45-I*2.4,-3.72>,<2.2,45.2-I*2.4,-3.5> Metal(CBrass) } #local I=I+1; #end
  object { RBox(<-3.3,47,-2.8>,<3.3,57,-1.2>,0.5) Wood(CMain) } box { <-2.2,46.8,-3.9>,<2.2,47.4,-2.6> Matte(CThird) }
  #local I=0; #while (I<4) union { cylinder { <(mod(I,2)?3:-3),50+(I>1?4:0),-2>,<(mod(I,2)?5.2:-5.2),50+(I>1?4:0),-2>,0.4 } sphere { 0,1 scale <0.7,1.0,0.5> translate <(mod(I,2)?5.6:-5.6),50+(I>1?4:0),-2> } Matte(CThird) } cylinder { <-1.4+I*0.93,-4,-4.05>,<-1.4+I*0.93,47.4,-4.0>,0.1 Matte(CThird) } #local I=I+1; #end
  rotate x*8 translate y*11.4 }
#declare BLo=<-11.5,0,-5>; #declare BHi=<11.5,68,10>;
Stage(Obj,-24,26,1.22)
