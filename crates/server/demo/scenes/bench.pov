#include "studio.inc"
Colours("c79a66","3b3430","b9694a")
// Shape 1: a round side table
#declare Obj = union {
  #if (Shape=0)
    #declare WoodRot=<0,90,0>; object { RBox(<-52,42,-16>,<52,46,16>,0.8) Wood(CMain) } object { RBox(<-40,12,-1.6>,<40,16,1.6>,0.4) Wood(CAccent) } #declare WoodRot=<90,0,0>;
    #local I=0; #while (I<4) object { RBox(<-2,0,-2>,<2,42.5,2>,0.6) rotate z*(mod(I,2)?4:-4) rotate x*(I>1?-4:4) translate <(mod(I,2)?42:-42),0,(I>1?11:-11)> Wood(CAccent) } #local I=I+1; #end
    superellipsoid { <0.2,0.6> rotate x*90 scale <20,2.0,14.5> translate <-22,47.6,0> Fabric(CThird,1.2) }
  #else
    #declare WoodRot=<0,90,0>; object { RCyl(48,51,23,0.9) Wood(CMain) } #declare WoodRot=<90,0,0>;
    #local I=0; #while (I<3) union { cone { <6,48.5,0>,2.3,<19,0,0>,1.4 } rotate y*(90+120*I) Wood(CAccent) } #local I=I+1; #end object { RCyl(46,48.2,9,0.5) Wood(CAccent) }
    union { difference { lathe { cubic_spline 9 <0,0>,<0,0>,<3,0>,<4.6,3>,<4.4,8>,<2.2,11>,<2.4,13>,<0,13.1>,<0,13.1> sturm } cylinder { y*9,y*15,1.8 } Glaze(CThird) } translate <7,51,4> } box { <-14,51,-8>,<2,52.4,6> Satin(CThird*0.8) rotate y*-14 } box { <-13,52.4,-7>,<0,53.6,5> Satin(CCream) rotate y*6 }
  #end }
#declare BLo=(Shape=1?<-23,0,-23>:<-52,0,-16>); #declare BHi=(Shape=1?<23,63,23>:<52,50,16>);
Stage(Obj,-28,32,1.2)
