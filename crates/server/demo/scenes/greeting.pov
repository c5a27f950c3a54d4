#include "studio.inc"
Colours("e9dfcb","b9563b","4f6f5f")
// a card that stands, its envelope below; Shape 0 sun, 1 leaf, 2 hills
#declare Obj = union {
  union { box { <-8.6,0,-12>,<8.6,0.15,1> Kraft(CThird) } prism { linear_spline 0.15,0.2,4,<-8.6,1>,<8.6,1>,<0,-5.6>,<-8.6,1> Kraft(CThird*0.9) } rotate y*-9 translate <2,0,-2> }
  union { box { <-6.5,0,-0.08>,<6.5,18,0> Matte(CMain)  rotate x*9 } box { <-6.5,0,0>,<6.5,18,0.08> Matte(CMain) translate <0,0,0> rotate x*-12 translate z*6.6 }
    union { 
      #if (Shape=0) cylinder { <0,10.6,-0.2>,<0,10.6,-0.05>,3.3 Matte(CAccent) } #local I=0; #while (I<16) box { <-0.22,4.1,-0.2>,<0.22,5.6,-0.05> rotate z*22.5*I translate y*10.6 Matte(CAccent) } #local I=I+1; #end box { <-3.6,3.0,-0.2>,<3.6,3.3,-0.05> Matte(CThird) }
      #else #if (Shape=1) cylinder { <0,3,-0.16>,<0,15,-0.05>,0.16 Matte(CThird) } #local I=0; #while (I<5) #local S=-1; #while (S<2) sphere { 0,1 scale <1.9-0.16*I,0.8-0.05*I,0.08> translate x*2 rotate z*38 scale <S,1,1> translate <0,4.4+2.1*I,-0.1> #if (mod(I,2)) Matte(CThird) #else Matte(CAccent) #end } #local S=S+2; #end #local I=I+1; #end
      #else intersection { union { cylinder { <-3,-1,-0.3>,<-3,-1,-0.05>,7 Matte(CThird) } cylinder { <5,0,-0.2>,<5,0,-0.05>,7.6 Matte(CAccent) } cylinder { <-1,12.6,-0.2>,<-1,12.6,-0.05>,2.2 Matte(CAccent*0.6+CMain*0.4) } } box { <-5.4,1.2,-1>,<5.4,16.8,1> } } #end #end
      rotate x*9 } rotate y*6 translate <-1,0.05,1> } }
#declare BLo=<-10,0,-14>; #declare BHi=<11,18,7>; #declare Elev1=22; #declare Elev2=36;
Stage(Obj,-16,24,1.12)
