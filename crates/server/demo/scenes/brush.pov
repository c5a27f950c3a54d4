#include "studio.inc"
Colours("d6b484","c9a066","4f6f5f")
// a dish brush on its rest and a scrubbing brush; bristles are thin cones
#macro Bristles(RX,RZ,N,H,C) union { #local R_=seed(5); #local I=0; #while (I<N) #local A=I*2.39996; #local Q=sqrt((I+0.5)/N); #local P=<RX*Q*cos(A),0,RZ*Q*sin(A)>; cone { P,0.22,<P.x*1.12+0.3*(rand(R_)-0.5),-H,P.z*1.12+0.3*(rand(R_)-0.5)>,0.16 } #local I=I+1; #end Matte(C) } #end
#declare Obj = union {
  union { superellipsoid { <0.6,0.5> rotate x*90 scale <8,1.3,3.6> translate y*4.4 Wood(CMain) } object { Bristles(7,2.9,190,3.3,CAccent) translate y*3.4 } rotate y*14 translate <1,0,5> }
  union { object { RCyl(0,1.5,3.2,0.4) Wood(CMain) } object { Bristles(2.7,2.7,110,2.6,CAccent) } cylinder { <0,1.2,0>,<0,3.2,0>,0.7 Brushed(CBrass) }
    union { cone { <0,3,0>,0.8,<0,17,0>,1.05 } sphere { <0,17,0>,1.05 } Wood(CMain) } torus { 0.8,0.14 rotate x*90 translate y*18.4 Satin(CThird) } cylinder { <0,14.6,0>,<0,15.6,0>,1.1 Satin(CThird) }
    translate y*2.7 rotate z*68 rotate y*26 translate <8,2.4,-5> } }
#declare BLo=<-11,0,-9>; #declare BHi=<11,6.4,9>; #declare Elev1=24; #declare Elev2=44;
Stage(Obj,-16,30,1.3)
