#include "studio.inc"
Colours("8a5a34","d8bd8c","e6dcc6")
// a tall mill, and a short one for salt
#macro Mill(C,S,K) union {
  lathe { cubic_spline 15 <0,0>,<0,0>,<3.0,0>,<3.2,0.3>,<3.1,1.4>,<2.5,2.6>,<2.1,5>,<2.0,8>,<2.5,11>,<2.9,12.2>,<2.8,13>,<1.5,13.3>,<0,13.3>,<0,13.4>,<0,13.5> sturm scale <1,S,1> Wood(C) }
  lathe { cubic_spline 10 <0,13.5>,<0,13.5>,<2.4,13.5>,<2.8,14.2>,<2.9,15.4>,<2.3,17>,<1.2,18>,<0,18.2>,<0,18.2>,<0,18.2> sturm translate y*(13.4*S-13.4) Wood(K) }
  cylinder { y*(13.2*S),y*(13.6*S),2.1 Metal(CBrass) } union { cylinder { y*(13.4*S+4.4),y*(13.4*S+5.6),0.5 } sphere { y*(13.4*S+6),0.85 } Metal(CBrass) } } #end
#declare WoodRot=<90,0,0>;
#declare Obj = union { object { Mill(CMain,1.0,CMain) } object { Mill(CThird,0.55,CThird) translate <6.6,0,-3> } 
  #local R_=seed(3); #local I=0; #while (I<12) sphere { <-2+rand(R_)*5,0.28,-5-rand(R_)*3>,0.28 Matte(CBlack*1.6) } #local I=I+1; #end }
Stage(Obj,-18,30,1.14)
