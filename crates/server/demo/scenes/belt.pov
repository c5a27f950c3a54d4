#include "studio.inc"
Colours("8a4f2a","d8bd8c","e9dcc3")
// rolled up on its edge, the buckle in front
#declare Obj = union {
  #local N=150; #local I=0; #while (I<N) #local A=I*7.2; #local B=(I+1)*7.2; #local R1=3.2+I*0.029; #local R2=3.2+(I+1)*0.029;
    #local P=vrotate(<R1,0,0>,y*A); #local Q=vrotate(<R2,0,0>,y*B);
    box { <-vlength(Q-P)/2-0.03,0.08,-0.22>,<vlength(Q-P)/2+0.03,3.6,0.22> rotate y*(A+93.6) translate (P+Q)/2 } #local I=I+1; #end
  object { RBox(<0,0.08,-0.22>,<9,3.6,0.22>,0.12) translate <0,0,-7.55> }
  Leather(CMain) }
#declare Buckle = union { difference { object { RSlab(<-2.6,-0.35,-2.6>,<2.6,0.35,2.6>,0.8,0.2) } box { <-1.8,-2,-1.9>,<1.8,2,1.9> } } cylinder { <-2.2,0.2,0>,<2.4,0.3,0>,0.3 } Metal(CAccent) rotate x*-90 }
#declare Obj = union { object { Obj } object { Buckle translate <9.6,1.85,-7.7> } object { RBox(<5,-0.02,-8.05>,<6.2,3.75,-7.2>,0.2) Leather(CMain*0.9) }
  #local I=0; #while (I<16) sphere { <0.4+I*0.55,3.3,-7.8>,0.09 Matte(CThird) } #local I=I+1; #end }
#declare BLo=<-8,0,-8.4>; #declare BHi=<12.3,4.4,8>; #declare Elev1=30; #declare Elev2=46;
Stage(Obj,-16,28,1.16)
