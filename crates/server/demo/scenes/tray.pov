#include "studio.inc"
Colours("a06a3c","d8bd8c","e9e3d6")
// a wooden tray with brass handles, set for one
#declare H = spline { natural_spline 0,<0,2.4,-4> 0.2,<0,5.6,-3.2> 0.8,<0,5.6,3.2> 1,<0,2.4,4> }
#declare WoodRot=<0,90,0>;
#declare Obj = union {
  difference { object { RSlab(<-21,0,-13>,<21,3.2,13>,3.2,0.4) } object { RSlab(<-20,0.9,-12>,<20,9,12>,2.6,0.3) } Wood(CMain) }
  object { Tube(H,0,1,30,0.42,0.42) translate x*-20.5 Brushed(CAccent) } object { Tube(H,0,1,30,0.42,0.42) translate x*20.5 Brushed(CAccent) }
  object { MugShape() scale 0.92 rotate y*-30 translate <-9,0.9,3> Glaze(CThird) } cylinder { y*8.2,y*8.25,3.5 translate <-9,0,3> Gloss(Col("3a2417")) }
  union { lathe { cubic_spline 12 <0,0>,<0,0>,<3,0>,<4.6,0.25>,<6.6,0.8>,<7.2,1.2>,<7,1.35>,<6.4,1.1>,<4.4,0.55>,<3,0.5>,<0,0.5>,<0,0.5> sturm Glaze(CThird) }
    torus { 2.6,1.25 translate y*1.6 texture { pigment { bozo scale 1.2 color_map { [0 Col("c98f4e")][1 Col("dfae6c")] } } finish { diffuse 0.85 } } } translate <7,0.9,-1.5> } }
#declare Elev1=28; #declare Elev2=48; #declare BLo=<-21,0,-13>; #declare BHi=<21,9,13>;
Stage(Obj,-26,30,1.3)
