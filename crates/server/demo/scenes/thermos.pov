#include "studio.inc"
Colours("3f5f50","c9cbd0","b98a55")
// Shape 1: a slim bottle with a loop
#declare HS = spline { natural_spline 0,<4.2,19,0> 0.25,<7.6,18.6,0> 0.75,<7.6,8.4,0> 1,<4.2,8,0> }
#declare LS = spline { natural_spline 0,<-2.6,24,0> 0.3,<-2.6,28,0> 0.5,<0,29.6,0> 0.7,<2.6,28,0> 1,<2.6,24,0> }
#declare Obj = union {
  #if (Shape=0)
    object { RCyl(1.2,22,4.6,0.6) Satin(CMain) } object { RCyl(0,1.6,4.65,0.3) Brushed(CAccent) } object { RCyl(21.6,23,4.3,0.3) Brushed(CAccent) } object { RCyl(22.8,29,4.4,0.7) Brushed(CAccent) } torus { 4.42,0.12 translate y*24 Brushed(CAccent*0.8) }
    object { Tube(HS,0,1,40,0.7,0.7) scale <1,1,1.5> Satin(CMain*0.7) } torus { 4.62,0.14 translate y*5 Satin(CThird) } torus { 4.62,0.14 translate y*4.2 Satin(CThird) }
  #else
    object { RCyl(0,19,3.7,0.7) Satin(CMain) } lathe { cubic_spline 8 <3.6,18>,<3.68,18.4>,<3.3,20.2>,<2.5,21.4>,<2.2,22>,<2.2,23>,<2.2,24>,<2.2,25> sturm Satin(CMain) }
    object { RCyl(21.8,25.4,2.7,0.35) Wood(CThird) } object { Tube(LS,0,1,30,0.45,0.45) Leather(CThird*0.8) } torus { 3.64,0.14 translate y*3 Satin(CAccent) }
  #end }
#declare BLo=(Shape=1?<-3.8,0,-3.8>:<-4.7,0,-4.7>); #declare BHi=(Shape=1?<3.8,30,3.8>:<8.4,29,4.7>);
Stage(Obj,-24,30,1.2)
