#include "studio.inc"
Colours("a9492b","d8bd8c","efe6d6")
// enamelled pot; Shape 1: a skillet
#declare HS = spline { natural_spline 0,<11,8.4,-3> 0.3,<13.6,8.6,-2.2> 0.7,<13.6,8.6,2.2> 1,<11,8.4,3> }
#declare Obj = union {
  #if (Shape=0)
    object { RCyl(0,10.6,11.4,1.6) Glaze(CMain) } torus { 11.3,0.3 translate y*10.5 Glaze(CMain*0.8) }
    lathe { cubic_spline 10 <11.6,10.6>,<11.6,10.6>,<11.7,11.2>,<10.4,12.1>,<6,13.6>,<2,14.2>,<0,14.3>,<0,14.3>,<0,14.3>,<0,14.3> sturm Glaze(CMain) }
    union { cylinder { y*14,y*15.4,0.9 } lathe { cubic_spline 8 <0,15.2>,<0,15.2>,<1.6,15.2>,<2.2,16>,<1.7,16.9>,<0,17.2>,<0,17.2>,<0,17.2> sturm } Brushed(CAccent) }
    object { Tube(HS,0,1,30,0.75,0.75) Glaze(CMain) } object { Tube(HS,0,1,30,0.75,0.75) scale <-1,1,1> Glaze(CMain) }
  #else
    difference { lathe { cubic_spline 10 <0,0>,<0,0>,<9,0>,<10.2,0.7>,<11.8,4>,<12,4.6>,<0,4.6>,<0,4.6>,<0,4.6>,<0,4.6> sturm } lathe { cubic_spline 10 <0,0.7>,<0,0.7>,<8.8,0.7>,<9.8,1.3>,<11.4,4.4>,<11.8,6>,<0,6>,<0,6>,<0,6>,<0,6> sturm } Satin(CMain) }
    difference { object { RBox(<11,3.0,-1.5>,<25,4.4,1.5>,0.6) } cylinder { <23,0,0>,<23,9,0>,0.8 } Satin(CMain) } object { RBox(<14,2.9,-1.6>,<21,4.6,1.6>,0.7) Leather(CAccent) }
    union { sphere { 0,1 scale <4.6,0.25,4.1> translate <-2,0.9,0> Satin(CWhite) } sphere { 0,1 scale <1.7,0.9,1.7> translate <-2.3,1.0,0.3> Gloss(Col("e8a12a")) } sphere { 0,1 scale <4.0,0.25,3.6> translate <4.4,0.9,2.4> Satin(CWhite) } sphere { 0,1 scale <1.6,0.9,1.6> translate <4.6,1.0,2.2> Gloss(Col("e8a12a")) } }
  #end }
#declare BLo=(Shape=1?<-12,0,-12>:<-14,0,-11.6>); #declare BHi=(Shape=1?<25,4.6,12>:<14,17.2,11.6>); #declare Elev1=(Shape=1?34:20); #declare Elev2=(Shape=1?50:38);
Stage(Obj,-20,30,(Shape=1?1.36:1.2))
