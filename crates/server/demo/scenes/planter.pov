#include "studio.inc"
Colours("d9d2c4","4f7a4a","a06a3c")
// a pot on a wooden stand with a leafy plant; Shape 1: the pot and its plant alone
#macro Leaf(L,W) sphere { 0,1 scale <L/2,0.05,W/2> translate x*L/2 } #end
#declare Up=(Shape=1?0:13);
#declare Obj = union {
  difference { object { RCyl(Up,Up+15,8.6,0.8) } cylinder { y*(Up+1),y*(Up+20),7.7 } Glaze(CMain) } torus { 8.15,0.42 translate y*(Up+14.8) Glaze(CMain) }
  cylinder { y*(Up+2),y*(Up+13),7.8 Matte(Col("4a3a2e")) }
  #if (Shape=0) union { #local I=0; #while (I<4) object { RBox(<8.5,0,-0.9>,<10.3,22,0.9>,0.3) rotate y*(45+90*I) } #local I=I+1; #end object { RBox(<-10,11.6,-0.9>,<10,13,0.9>,0.3) rotate y*45 } object { RBox(<-10,11.6,-0.9>,<10,13,0.9>,0.3) rotate y*-45 } #declare WoodRot=<90,0,0>; Wood(CThird) } #end
  #local R_=seed(9); #local I=0; #while (I<22)
    #local A=I*137.5; #local Bend=18+I*2.6; #local Ln=15+5*rand(R_)-I*0.15; #local Sz=10.5-I*0.12;
    union { cone { 0,0.28,x*Ln,0.16 } object { Leaf(Sz,Sz*0.62) rotate z*-(28+10*rand(R_)) rotate x*(rand(R_)*30-15) translate x*Ln } rotate z*(85-Bend*0.9) rotate y*A translate y*(Up+12.5)
      texture { pigment { color CAccent*(0.75+0.5*rand(R_)) } finish { diffuse 0.8 specular 0.2 roughness 0.05 } } }
  #local I=I+1; #end }
#declare BLo=<-19,0,-19>; #declare BHi=<19,Up+36,19>;
Stage(Obj,-20,34,1.42)
