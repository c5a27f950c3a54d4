#include "studio.inc"
Colours("d2664a","e3b95a","4f7f86")
// rings on a rocking base
#declare Cs=array[6]
#declare Cs[0]=CThird; #declare Cs[1]=CMain; #declare Cs[2]=CAccent; #declare Cs[3]=CThird*0.5+CCream*0.5; #declare Cs[4]=CMain*0.55+CCream*0.45; #declare Cs[5]=CAccent*0.6+CCream*0.4;
#declare Obj = union {
  object { RCyl(0,1.8,7,0.7) Wood(CBeech) } cylinder { y*1,y*19,0.9 Wood(CBeech) }
  #local I=0; #while (I<5) #local R=6.3-0.85*I; object { RCyl(1.9+3*I,4.8+3*I,R,1.35) Satin(Cs[I]) } #local I=I+1; #end
  lathe { cubic_spline 8 <0,17>,<0,17>,<2.2,17>,<2.5,18.6>,<1.8,20.6>,<0,21.3>,<0,21.3>,<0,21.3> sturm Satin(Cs[5]) }
  object { RCyl(-1.45,1.45,2.6,1.2) rotate x*78 rotate y*30 translate <10,2.6,-3> Satin(Cs[3]) } }
#declare BLo=<-7,0,-7>; #declare BHi=<12.4,21.3,7>;
Stage(Obj,-14,28,1.16)
