#include "studio.inc"
Colours("7a5235","e3c595","4f6f5f")
#declare Pawn = lathe { cubic_spline 14 <0,0>,<0,0>,<1.5,0>,<1.6,0.4>,<1.1,0.9>,<0.75,1.6>,<0.55,2.6>,<0.95,2.9>,<0.5,3.1>,<0.95,3.8>,<0.8,4.5>,<0,4.8>,<0,4.8>,<0,4.8> sturm }
#declare Rook = union { lathe { cubic_spline 11 <0,0>,<0,0>,<1.8,0>,<1.9,0.5>,<1.3,1.1>,<1.0,2.2>,<0.95,3.6>,<1.4,4.2>,<0,4.3>,<0,4.3>,<0,4.3> sturm } difference { cylinder { y*4.2,y*5.5,1.4 } cylinder { y*4.6,y*6,0.95 } box { <-3,4.9,-0.3>,<3,6,0.3> } box { <-0.3,4.9,-3>,<0.3,6,3> } } }
#declare King = union { lathe { cubic_spline 15 <0,0>,<0,0>,<2,0>,<2.1,0.5>,<1.4,1.2>,<1.0,3>,<0.75,5.4>,<1.4,5.8>,<0.9,6.1>,<1.3,7.6>,<1.2,7.9>,<0,8.3>,<0,8.3>,<0,8.3>,<0,8.3> sturm } box { <-0.2,8.1,-0.2>,<0.2,9.8,0.2> } box { <-0.7,8.8,-0.2>,<0.7,9.2,0.2> } }
#macro At(P,F,R) translate <-18.2+5.2*F,2.2,-18.2+5.2*R> #end
#declare WoodRot=<0,90,0>;
#declare Obj = union {
  object { RBox(<-24,0,-24>,<24,2,24>,0.5) Wood(CMain) }
  intersection { box { <-20.8,1.9,-20.8>,<20.8,2.2,20.8> } plane { y,2.2 } texture { checker texture { pigment { color CMain*0.75 } finish { diffuse 0.8 specular 0.15 } } texture { pigment { color CAccent } finish { diffuse 0.8 specular 0.15 } } scale 5.2 } }
  #local I=0; #while (I<8) #if (mod(I,4)!=2) object { Pawn At(0,I,(I=4?3:1)) Satin(CAccent) } object { Pawn At(0,I,(I=3?4:6)) Satin(CThird) } #end #local I=I+1; #end
  object { Rook At(0,0,0) Satin(CAccent) } object { Rook At(0,7,0) Satin(CAccent) } object { Rook At(0,0,7) Satin(CThird) } object { Rook At(0,5,7) Satin(CThird) }
  object { King At(0,4,0) Satin(CAccent) } object { King At(0,4,7) Satin(CThird) } object { King scale <0.9,0.85,0.9> At(0,3,0) Satin(CAccent) } }
#declare BLo=<-24,0,-24>; #declare BHi=<24,10,24>; #declare Elev1=30; #declare Elev2=48;
Stage(Obj,-26,34,1.36)
