#include "studio.inc"
Colours("b8432f","e3b04b","3c4f73")
// Shape 1: a rolling pin and two cutters
#macro Top(C,D,S) union { lathe { cubic_spline 13 <0,0>,<0,0>,<0.25,0.3>,<1.2,1.5>,<3.2,3.4>,<3.9,4.6>,<3.2,5.6>,<1.2,6.1>,<0.6,6.8>,<0.5,9.4>,<0.65,10>,<0,10.2>,<0,10.2> sturm texture { pigment { gradient y color_map { [0 CBeech][0.24 CBeech][0.24 C][0.42 C][0.42 D][0.49 D][0.49 C][0.57 C][0.57 CBeech][1 CBeech] } scale 10 } finish { diffuse 0.82 specular 0.2 roughness 0.04 reflection { 0,0.12 falloff 4 } } } } scale S } #end
#declare Obj = union {
  #if (Shape=0)
    object { Top(CMain,CAccent,1) rotate z*-9 translate <0,0.1,2> } object { Top(CThird,CAccent,0.8) rotate z*64 rotate y*28 translate <-5,2.05,-4.5> } object { Top(CAccent,CMain,0.66) rotate z*-66 rotate y*40 translate <6.6,1.75,-4> }
  #else
    #declare WoodRot=<0,90,0>;
    union { object { RCyl(-12,12,3.1,0.5) } lathe { cubic_spline 9 <0,12>,<0,12>,<1.0,12>,<1.1,13.4>,<1.5,16>,<1.3,18.2>,<0,18.8>,<0,18.8>,<0,18.8> sturm } lathe { cubic_spline 9 <0,12>,<0,12>,<1.0,12>,<1.1,13.4>,<1.5,16>,<1.3,18.2>,<0,18.8>,<0,18.8>,<0,18.8> sturm rotate x*180 } rotate z*90 translate y*3.1 Wood(CMain) rotate y*12 translate z*3 }
    difference { cylinder { 0,y*2.6,3.2 } cylinder { -y,y*9,3.05 } Brushed(CAccent) translate <-4,0,-7> } difference { cylinder { 0,y*2.6,2.2 } cylinder { -y,y*9,2.08 } Brushed(CAccent) translate <4,0,-8> }
    cylinder { 0,y*0.7,2.9 Matte(Col("e2bf85")) translate <9.6,0,-6> }
  #end }
#declare BLo=(Shape=1?<-18.6,0,-10>:<-9,0,-8>); #declare BHi=(Shape=1?<18.6,6.2,7>:<10,10.4,5>); #declare Elev1=24; #declare Elev2=42;
Stage(Obj,-14,26,1.2)
