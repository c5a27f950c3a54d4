#include "studio.inc"
Colours("c79a66","2b2b2d","b9694a")
// a wall shelf on two brackets, with books and a jar
#declare WoodRot=<0,90,0>;
#declare Obj = union {
  object { RBox(<-36,0,-18>,<36,2.6,0>,0.5) Wood(CMain) }
  #local S=-1; #while (S<2) union { object { RBox(<-0.8,-16,-1.2>,<0.8,0,0>,0.2) } object { RBox(<-0.8,-1.2,-15>,<0.8,0,0>,0.2) } cylinder { <0,-14.6,-1>,<0,-1,-13.4>,0.75 } Satin(CAccent) translate x*S*24 } #local S=S+2; #end
  #local R_=seed(21); #local X=-30; #local I=0; #while (I<8) #local W=2.4+rand(R_)*2.2; #local H=17+rand(R_)*6; box { <X,2.6,-14>,<X+W,2.6+H,-1> #switch (mod(I,4)) #case (0) Satin(CThird) #break #case (1) Satin(CCream) #break #case (2) Satin(CThird*0.6+CMain*0.3) #break #else Satin(CAccent*0.6+0.12) #end } #local X=X+W+0.2; #local I=I+1; #end
  union { difference { lathe { cubic_spline 9 <0,0>,<0,0>,<4,0>,<6.4,4>,<6.0,9>,<3,12>,<3.3,14>,<0,14.1>,<0,14.1> sturm } cylinder { y*9,y*16,2.5 } Glaze(CThird) } translate <20,2.6,-8.5> } }
#declare Wall=1; #declare Elev1=8; #declare Elev2=18;
#declare BLo=<-36,-16,-18>; #declare BHi=<36,26,0>;
Stage(Obj,-22,26,1.26)
