#include "studio.inc"
Colours("c9a066","8a5a38","efe6d6")
// woven rows as wavy rings; Shape 1: low and wide, without handles
#declare NR=(Shape=1?9:17); #declare NS=36;
#macro Rad(I) ((Shape=1?15:12)+1.8*sin(I/NR*1.9)) #end
#declare Obj = union {
  #local I=0; #while (I<NR) union { #local K=0; #while (K<NS) #local A=K*360/NS; #local B=(K+1)*360/NS; #local S1=(mod(K+I,2)?0.42:-0.42); #local R1=Rad(I)+S1; #local R2=Rad(I)-S1; 
     cone { vrotate(<R1,I*1.35+0.8,0>,y*A),0.72,vrotate(<R2,I*1.35+0.8,0>,y*B),0.72 } sphere { vrotate(<R1,I*1.35+0.8,0>,y*A),0.72 } #local K=K+1; #end
     texture { pigment { color CMain*(0.9+0.2*mod(I*0.37,1)) } finish { diffuse 0.85 } } } #local I=I+1; #end
  torus { Rad(NR),0.95 translate y*(NR*1.35+0.9) texture { pigment { color CMain } finish { diffuse 0.85 } } }
  cylinder { y*0.2,y*0.9,Rad(0)-0.5 Matte(CMain) }
  #if (Shape=0)
    #local HS = spline { natural_spline 0,<-3.4,21,-13.6> 0.25,<-3,26.5,-13.9> 0.75,<3,26.5,-13.9> 1,<3.4,21,-13.6> }
    union { object { Tube(HS,0,1,30,0.7,0.7) } object { Tube(HS,0,1,30,0.7,0.7) scale <1,1,-1> } Leather(CAccent) }
    intersection { superellipsoid { <0.8,0.8> scale <11,7,11> translate y*20 } cylinder { y*12,y*40,11.6 } Fabric(CThird,0.9) }
  #else
    #local R_=seed(2); #local I=0; #while (I<7) sphere { <7.2*cos(I*0.9)*(I=6?0:1),10.6+(I=6?2.4:0),7.2*sin(I*1.05)*(I=6?0:1)>,4.1 texture { pigment { bozo scale 2 color_map { [0 CAccent*0.9][1 CAccent*1.1] } } finish { diffuse 0.85 specular 0.2 roughness 0.05 } } } #local I=I+1; #end
  #end }
#declare BLo=(Shape=1?<-17,0,-17>:<-15,0,-15>); #declare BHi=(Shape=1?<17,17,17>:<15,27.5,15>); #declare Elev1=20;
Stage(Obj,-26,30,1.28)
