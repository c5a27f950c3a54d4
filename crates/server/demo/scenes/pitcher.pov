#include "studio.inc"
Colours("e9e3d6","54708a","c9a24a")
// Shape 1: tall and slim
#declare TB = Stoneware(CThird)
#declare TG = Glaze(CMain)
#declare TS = Glaze(CAccent)
#declare Sp = spline { natural_spline 0,<5.6,16.4,0> 0.2,<8.8,17.2,0> 0.45,<10.6,13.4,0> 0.7,<9.6,8.6,0> 1,<6.9,6.4,0> }
#declare Body = union {
  difference { lathe { cubic_spline 15 <0,0>,<0,0>,<4.8,0>,<5.4,0.4>,<7.1,3.5>,<7.5,7>,<6.6,11>,<5.2,14.5>,<5.2,17>,<5.9,19>,<5.6,19.2>,<0,19.2>,<0,19.3>,<0,19.4>,<0,19.5> sturm }
    lathe { cubic_spline 11 <0,1>,<0,1>,<5,1>,<6.6,4>,<7.0,7>,<6.1,11>,<4.8,14.5>,<4.8,17>,<5.6,19.4>,<5.8,22>,<0,22> sturm } }
  difference { cone { <-4.2,14.5,0>,1.2,<-7.0,19.15,0>,2.6 } cone { <-4.0,14.8,0>,0.9,<-7.0,19.4,0>,2.2 } cylinder { y*10,y*30,4.9 } box { <-20,19.1,-9>,<20,30,9> } }
  object { Tube(Sp,0,1,40,0.75,0.75) scale <1,1,1.3> } }
#declare Obj = object { Body texture { gradient y texture_map { [0.07 TB][0.072 TG][0.52 TG][0.522 TS][0.56 TS][0.562 TG][0.6 TG][0.602 TS][0.615 TS][0.617 TG] } scale 20 } scale (Shape=1 ? <0.85,1.25,0.85> : 1) }
#declare BLo=(Shape=1 ? <-8,0,-6.5> : <-9.5,0,-7.5>); #declare BHi=(Shape=1 ? <9.6,24.5,6.5> : <11.4,19.6,7.5>);
Stage(Obj,-22,30,1.2)
