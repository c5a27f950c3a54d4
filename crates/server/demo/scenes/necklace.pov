#include "studio.inc"
Colours("d8bd8c","4f8f7f","a06a3c")
// Shape 1: two hoops on a small T of wood
#declare NS = spline { natural_spline 0,<-2.1,12.6,0.3> 0.2,<-3.9,9.6,-1.9> 0.5,<0,4.6,-3.4> 0.8,<3.9,9.6,-1.9> 1,<2.1,12.6,0.3> }
#declare Gem = texture { pigment { rgb CAccent } finish { diffuse 0.6 specular 0.9 roughness 0.003 reflection { 0.08,0.5 falloff 2 } } }
#declare Obj = union {
  #if (Shape=0)
    lathe { cubic_spline 13 <0,0>,<0,0>,<4.4,0>,<4.6,0.5>,<3.6,1.2>,<3.4,2.6>,<4.9,6>,<4.6,9>,<2.4,11.4>,<1.9,13.4>,<1.9,15>,<0,15.2>,<0,15.2> sturm scale <1.05,1,0.62> Matte(Col("efe3d3")) }
    #local I=0; #while (I<60) sphere { NS(I/59)+<0,0,0>,0.15 Metal(CMain) } #local I=I+1; #end
    union { torus { 0.3,0.08 rotate x*90 translate y*0.9 Metal(CMain) } torus { 0.85,0.13 rotate x*90 Metal(CMain) } sphere { 0,0.74 scale <1,1,0.6> texture { Gem } } translate <0,3.6,-3.75> }
  #else
    #declare WoodRot=<0,90,0>;
    object { RCyl(0,1.1,3.4,0.3) Wood(CThird) } cylinder { y,y*11,0.35 Brushed(CMain) } object { RBox(<-4.6,10.6,-0.45>,<4.6,11.5,0.45>,0.3) Wood(CThird) }
    #local S=-1; #while (S<2) union { torus { 1.7,0.2 rotate x*90 translate y*-1.9 Metal(CMain) } cylinder { y*-0.3,y*0.9,0.08 Metal(CMain) } sphere { <0,-3.6,0>,0.5 texture { Gem } } rotate y*S*22 translate <S*3.2,10.7,-0.5> } #local S=S+2; #end
  #end }
#declare BLo=(Shape=1?<-5.2,0,-3.4>:<-5.2,0,-3.6>); #declare BHi=(Shape=1?<5.2,11.6,3.4>:<5.2,15.2,3.2>);
Stage(Obj,-18,26,1.12)
