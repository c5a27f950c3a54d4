#include "studio.inc"
Colours("c79a66","2b2b2d","b9563b")
// a rail with five pegs, a bag and a cap left behind
#declare WoodRot=<0,90,0>;
#declare SB = spline { natural_spline 0,<-3.4,-18,-4.4> 0.3,<-2.6,-9,-4.6> 0.5,<0,-2.4,-5> 0.7,<2.6,-9,-4.6> 1,<3.4,-18,-4.4> }
#declare Obj = union {
  object { RBox(<-32,-4,-2>,<32,4,0>,0.5) Wood(CMain) }
  #local I=0; #while (I<5) union { cylinder { 0,-z*5.6,1.15 } lathe { cubic_spline 8 <0,0>,<0,0>,<1.3,0>,<2.1,0.9>,<2.0,1.7>,<1.0,2.2>,<0,2.3>,<0,2.3> sturm rotate x*-90 translate -z*5.2 } rotate x*12 translate <-25+I*12.5,-0.4,-1.6> Satin(CAccent) } #local I=I+1; #end
  union { object { Tube(SB,0,1,40,0.45,0.45) } object { RBox(<-7.5,-33,-5.4>,<7.5,-17.5,-2.6>,0.9) } Fabric(CThird,0.6) translate <-12.5,0,0> }
  }
#declare Wall=1; #declare Elev1=5; #declare Elev2=12;
#declare BLo=<-32,-33,-8>; #declare BHi=<32,5,0>;
Stage(Obj,-20,24,1.3)
