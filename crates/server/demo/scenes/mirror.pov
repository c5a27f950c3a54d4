#include "studio.inc"
Colours("c79a66","8a4f2a","dfe6e8")
// Shape 1: an arch
#declare Glass = texture { pigment { gradient x color_map { [0 CThird*0.82][0.42 CThird*0.95][0.47 CThird*1.04][0.6 CThird*1.04][0.64 CThird*0.93][1 CThird*0.8] } scale 60 rotate z*-38 translate <-22,0,0> } finish { diffuse 0.75 specular 0.3 reflection 0.12 } }
#declare St = spline { natural_spline 0,<-17,17,-1> 0.5,<0,34,-1.4> 1,<17,17,-1> }
#declare Obj = union {
  #if (Shape=0)
    cylinder { <0,0,-0.9>,<0,0,-0.3>,24 texture { Glass } }
    difference { union { cylinder { 0,-z*2.4,25.6 } torus { 25,0.65 rotate x*90 translate -z*2.4 } } cylinder { z,-z*5,24 } Wood(CMain) }
    union { object { Tube(St,0,1,30,0.9,0.9) scale <1,1,0.4> } cylinder { <-17,17,-2.6>,<-17,17,-3>,1.1 } cylinder { <17,17,-2.6>,<17,17,-3>,1.1 } Leather(CAccent) }
    union { cylinder { <0,34,0>,<0,34,-3>,1.3 } sphere { <0,34,-3>,1.7 } Wood(CMain) }
  #else
    union { cylinder { <0,12,-0.9>,<0,12,-0.3>,18 } box { <-18,-26,-0.9>,<18,12,-0.3> } texture { Glass } }
    difference { union { cylinder { <0,12,0>,<0,12,-2.6>,20 } object { RBox(<-20,-28,-2.6>,<20,12,0>,0.5) } } union { cylinder { <0,12,1>,<0,12,-5>,18 } box { <-18,-26,-5>,<18,12,1> } } #declare WoodRot=<90,0,0>; Wood(CMain) }
    object { RBox(<-21,-29.5,-7>,<21,-28,0>,0.4) #declare WoodRot=<0,90,0>; Wood(CMain) }
  #end }
#declare Wall=1; #declare Elev1=4; #declare Elev2=9;
Stage(Obj,-20,24,1.16)
