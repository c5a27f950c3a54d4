#include "studio.inc"
Colours("b9785a","e9e3d6","7a3b1c")
// cup and saucer; Shape 1: two small cups without a handle on one tray of wood
#declare Cup = union {
  difference { lathe { cubic_spline 12 <0,0>,<0,0>,<2.3,0>,<2.7,0.3>,<4.3,2.6>,<4.9,5>,<5.2,6.9>,<5.05,7.05>,<0,7.05>,<0,7.1>,<0,7.2>,<0,7.3> sturm } lathe { cubic_spline 9 <0,0.6>,<0,0.6>,<2.4,0.7>,<4.0,2.8>,<4.6,5>,<4.95,7.4>,<5.2,9>,<0,9>,<0,9> sturm } Glaze(CMain) }
  cylinder { y*5.8,y*5.85,4.72 Gloss(CThird) } }
#declare HS = spline { natural_spline 0,<4.9,5.9,0> 0.3,<7.3,6.2,0> 0.6,<7.5,3.8,0> 1,<4.3,2.3,0> }
#declare Obj = union {
  #if (Shape=0)
    lathe { cubic_spline 13 <0,0>,<0,0>,<3,0>,<3.4,0.3>,<6,0.9>,<8,1.6>,<8.15,1.85>,<7.9,1.95>,<5.8,1.3>,<3.2,0.75>,<0,0.75>,<0,0.75>,<0,0.75> sturm Glaze(CAccent) }
    union { object { Cup } object { Tube(HS,0,1,36,0.45,0.5) scale <1,1,1.4> Glaze(CMain) } rotate y*10 translate y*0.75 }
    union { sphere { 0,1 scale <1.0,0.3,0.7> translate x*-5 } cylinder { -x*5,x*2.6,0.18 } sphere { <2.6,0,0>,0.32 } Brushed(CBrass) rotate z*4 rotate y*34 translate <0.5,1.75,-6.2> }
  #else
    object { RSlab(<-14,0,-7>,<14,1.3,7>,2.5,0.4) #declare WoodRot=<0,90,0>; Wood(COak) }
    object { Cup translate <-6.4,1.3,0.4> } object { Cup scale <1,0.99,1> rotate y*70 translate <6.2,1.3,-0.6> }
  #end }
#declare Elev1=24; #declare Elev2=44;
Stage(Obj,-20,32,1.2)
